package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;

/** Says in one line why a command failed. */
final class Failure {

  /** How the JDK's message begins. */
  private static final String NO_DRIVER = "No suitable driver";

  private Failure() {}

  /**
   * One line for an exception.
   *
   * @param failure what a command threw.
   * @return what went wrong and where.
   */
  static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !saysMoreThanItsCause(cause)) {
      cause = cause.getCause();
    }
    return describe(cause).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** OLCUT's exceptions name the component, argument or file and repeat their cause's message. */
  private static boolean saysMoreThanItsCause(Throwable failure) {
    return failure instanceof ArgumentException
        || failure instanceof OutputException
        || failure instanceof ConfigLoaderException
        || (failure instanceof PropertyException
            && !(failure.getCause() instanceof PropertyException));
  }

  private static String describe(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return failure.getMessage() + ": no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getMessage() + ": permission denied";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return failure.getMessage() + ": exists and is not a directory";
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory; give more by java -Xmx";
    }
    if (failure instanceof SQLException && failure.getMessage().startsWith(NO_DRIVER)) {
      return failure.getMessage()
          + "; put the jar of its JDBC driver on the class path: java -cp zlpr.jar:DRIVER.jar "
          + Main.class.getName();
    }
    if (failure instanceof FileSystemException
        || failure instanceof PropertyException
        || failure instanceof ArgumentException) {
      return failure.getMessage();
    }
    if (failure.getMessage() == null || failure instanceof ClassCastException) {
      return "unexpected " + failure;
    }
    return failure.getMessage();
  }
}
