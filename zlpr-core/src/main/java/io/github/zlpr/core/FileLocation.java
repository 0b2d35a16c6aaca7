package io.github.zlpr.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a configured property that is a text and names a file: a path, or a URL such as {@code
 * classpath:name}, which is no file. Like properties that are paths, it is not a setting but a
 * place, and a reproduction may find the file elsewhere. What is in the file has to be recorded by
 * a hash.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FileLocation {}
