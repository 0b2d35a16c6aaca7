package io.github.zlpr.trainer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of a protobuf message whose type need not be known.
 *
 * <p>Every model of Tribuo has a message type of its own, but all of them have the model's metadata
 * as field {@value #METADATA}.
 *
 * @param number the number of the field.
 * @param encoded the whole field, tag included; shares the bytes of the message.
 * @param content the bytes of a length-delimited field; empty for any other.
 */
public record MessageField(int number, ByteString encoded, ByteString content) {

  /** The field that holds a {@code ModelDataProto} in the messages of models. */
  public static final int METADATA = 1;

  /** The field of the inner model or models, in the messages of models that have some. */
  static final int INNER_MODELS = 2;

  /**
   * The fields of a message.
   *
   * @param message the encoded message.
   * @return its fields, in their order.
   * @throws InvalidProtocolBufferException if the bytes are not a message.
   */
  public static List<MessageField> of(ByteString message) throws InvalidProtocolBufferException {
    try {
      List<MessageField> fields = new ArrayList<>();
      CodedInputStream in = message.newCodedInput();
      while (!in.isAtEnd()) {
        int start = in.getTotalBytesRead();
        int tag = in.readTag();
        ByteString content = ByteString.EMPTY;
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
          int length = in.readRawVarint32();
          int from = in.getTotalBytesRead();
          in.skipRawBytes(length);
          content = message.substring(from, from + length);
        } else {
          in.skipField(tag);
        }
        fields.add(
            new MessageField(
                WireFormat.getTagFieldNumber(tag),
                message.substring(start, in.getTotalBytesRead()),
                content));
      }
      return fields;
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }
}
