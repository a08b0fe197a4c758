package quorate.netty;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import quorate.lab.cluster.Messages;
import quorate.spi.Message;
import quorate.spi.NodeId;

/** Instances of every record of a sealed message type: full ones, and ones with a null in them. */
final class SampleMessages {

  private SampleMessages() {}

  static Stream<Message> of(Class<? extends Message> type) {
    return Messages.of(type).stream().flatMap(SampleMessages::samples).map(Message.class::cast);
  }

  /** The algorithm's message type, of which a message is one. */
  @SuppressWarnings("unchecked")
  static Class<? extends Message> sealedTypeOf(Message message) {
    return (Class<? extends Message>) message.getClass().getInterfaces()[0];
  }

  private static Stream<Object> samples(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] full = Arrays.stream(components).map(c -> sample(c.getType())).toArray();
    List<Object[]> all = new ArrayList<>(List.<Object[]>of(full));
    for (int i = 0; i < components.length; i++) {
      if (!components[i].getType().isPrimitive()) {
        Object[] withNull = full.clone();
        withNull[i] = null;
        all.add(withNull);
      }
    }
    return all.stream().map(values -> make(type, values));
  }

  private static Object sample(Class<?> type) {
    if (type == long.class) {
      return Long.MIN_VALUE + 1;
    } else if (type == int.class) {
      return Integer.MAX_VALUE;
    } else if (type == boolean.class) {
      return true;
    } else if (type == String.class) {
      return "\u00e4 \"quoted\" \u2192";
    } else if (type == NodeId.class) {
      return new NodeId(101);
    } else if (type == List.class) {
      return List.of();
    } else if (type.isRecord()) {
      return samples(type).findFirst().orElseThrow();
    }
    throw new AssertionError("a message has a component of type " + type.getName());
  }

  private static Object make(Class<?> type, Object[] values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException broken) {
      throw new AssertionError(type.getName() + Arrays.toString(values), broken);
    }
  }
}
