package quorate.testkit;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import quorate.lab.cluster.Messages;
import quorate.spi.Message;
import quorate.spi.NodeId;

/** How messages and durable states have to look, so that they can go over a wire and be printed. */
final class Shape {

  private Shape() {}

  static List<String> faultsOfMessages(Class<? extends Message> sealed) {
    if (!sealed.isSealed() || !sealed.isInterface()) {
      return List.of(sealed.getName() + " is no sealed interface");
    }
    List<String> faults = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    for (Class<?> message : Messages.of(sealed)) {
      faults.addAll(faultsOfRecord(message));
      if (!names.add(message.getSimpleName())) {
        faults.add("two messages are named " + message.getSimpleName());
      }
    }
    return faults;
  }

  static List<String> faultsOfRecord(Class<?> type) {
    if (!type.isRecord() || !isPublic(type)) {
      return List.of(type.getName() + " is no public record");
    }
    List<String> faults = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isPlain(component.getGenericType())) {
        faults.add(type.getName() + "." + component.getName() + " is a " + component.getType());
      }
    }
    return faults;
  }

  private static boolean isPublic(Class<?> type) {
    return type == null
        || Modifier.isPublic(type.getModifiers()) && isPublic(type.getEnclosingClass());
  }

  /** Primitives, strings, node ids, and records and lists of these. */
  private static boolean isPlain(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class && isPlain(generic.getActualTypeArguments()[0]);
    }
    if (!(type instanceof Class<?> raw)) {
      return false;
    }
    return raw.isPrimitive()
        || raw == String.class
        || raw == NodeId.class
        || raw.isRecord() && faultsOfRecord(raw).isEmpty();
  }
}
