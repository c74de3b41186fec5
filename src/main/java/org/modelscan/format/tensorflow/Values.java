package org.modelscan.format.tensorflow;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/** Walks an AttrValue: its strings wherever they stand in it, and the functions that it names. */
final class Values {
  /** What is met on the way. */
  interface Visitor {
    /** A string: of the attribute itself, of a list or of a tensor. */
    void string(Message holder, Span string) throws IOException;

    /**
     * The name of an attribute of the function that this stands in, whose value is given by
     * callers.
     */
    default void placeholder(String name) throws IOException {}

    /** The name of a function. */
    default void function(String name) throws IOException {}
  }

  private Values() {}

  /** Visits an AttrValue; the message stands before its first field. */
  static void visit(Message value, Visitor visitor) throws IOException {
    while (value.next()) {
      switch (value.bytesField()) {
        case Fields.VALUE_STRING -> visitor.string(value, value.span());
        case Fields.VALUE_TENSOR -> visitTensor(value.message(), visitor);
        case Fields.VALUE_FUNCTION -> visitFunction(value.message(), visitor);
        case Fields.VALUE_LIST -> visitList(value.message(), visitor);
        case Fields.VALUE_PLACEHOLDER -> visitor.placeholder(value.text(Node.NAME_LIMIT));
        default -> {}
      }
    }
  }

  private static void visitList(Message list, Visitor visitor) throws IOException {
    while (list.next()) {
      switch (list.bytesField()) {
        case Fields.LIST_STRING -> visitor.string(list, list.span());
        case Fields.LIST_TENSOR -> visitTensor(list.message(), visitor);
        case Fields.LIST_FUNCTION -> visitFunction(list.message(), visitor);
        default -> {}
      }
    }
  }

  /** NameAttrList: name (1) and attributes (2) that are bound to the function. */
  private static void visitFunction(Message function, Visitor visitor) throws IOException {
    while (function.next()) {
      switch (function.bytesField()) {
        case 1 -> visitor.function(function.text(Node.NAME_LIMIT));
        case 2 -> visitEntry(function.message(), visitor);
        default -> {}
      }
    }
  }

  /** Visits an entry of a map of attributes. */
  static void visitEntry(Message entry, Visitor visitor) throws IOException {
    while (entry.next()) {
      if (entry.bytesField() == Fields.VALUE) {
        visit(entry.message(), visitor);
      }
    }
  }

  /** Visits the strings of a TensorProto; tensors of other types are passed over. */
  static void visitTensor(Message tensor, Visitor visitor) throws IOException {
    long type = 0;
    long elements = 1;
    Span content = null;
    while (tensor.next()) {
      if (tensor.varintField() == Fields.TENSOR_TYPE) {
        type = tensor.value();
      }
      switch (tensor.bytesField()) {
        case Fields.TENSOR_STRING -> visitor.string(tensor, tensor.span());
        case Fields.TENSOR_SHAPE -> elements = elements(tensor.message());
        case Fields.TENSOR_CONTENT -> content = tensor.span();
        default -> {}
      }
    }
    if (type == Fields.TYPE_STRING && content != null) {
      visitContent(tensor, content, elements, visitor);
    }
  }

  /** TensorShapeProto: dim (2) with size (1). */
  private static long elements(Message shape) throws IOException {
    long elements = 1;
    while (shape.next()) {
      if (shape.bytesField() == 2) {
        Message dimension = shape.message();
        long size = 0;
        while (dimension.next()) {
          if (dimension.varintField() == 1) {
            size = dimension.value();
          }
        }
        long high = Math.multiplyHigh(elements, size);
        elements = high != 0 || elements * size < 0 ? Long.MAX_VALUE : elements * size;
      }
    }
    return elements;
  }

  /**
   * Strings packed into tensor_content, which TensorFlow reads as well: all lengths, then all
   * characters (tensor_coding.cc, DecodeStringList).
   */
  private static void visitContent(Message tensor, Span content, long elements, Visitor visitor)
      throws IOException {
    if (elements > content.length()) {
      return; // TensorFlow refuses it: each string takes a byte at least
    }
    Message.Integers lengths = tensor.integersAt(content);
    for (long i = 0; i < elements; i++) {
      lengths.next();
    }
    long characters = lengths.position();
    lengths = tensor.integersAt(content);
    for (long i = 0; i < elements; i++) {
      long length = lengths.next();
      verify(
          length >= 0 && length <= content.end() - characters,
          content.start(),
          "string runs past its tensor");
      visitor.string(tensor, new Span(characters, characters + length));
      characters += length;
    }
  }
}
