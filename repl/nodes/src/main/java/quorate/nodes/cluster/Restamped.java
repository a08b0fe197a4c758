package quorate.nodes.cluster;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent;

/** Events with another place in another trace. The stamp is the first part of every event. */
final class Restamped {

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private Restamped() {}

  /** How a record is made of its parts. */
  private record Shape(RecordComponent[] parts, Constructor<?> constructor) {
    static Shape of(Class<?> type) {
      RecordComponent[] parts = type.getRecordComponents();
      try {
        return new Shape(
            parts,
            type.getDeclaredConstructor(
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new)));
      } catch (NoSuchMethodException noRecord) {
        throw new IllegalArgumentException(type + " is no event", noRecord);
      }
    }
  }

  static TraceEvent of(TraceEvent event, Stamp stamp) {
    Shape shape = SHAPES.get(event.getClass());
    try {
      Object[] values = new Object[shape.parts().length];
      values[0] = stamp;
      for (int i = 1; i < values.length; i++) {
        values[i] = shape.parts()[i].getAccessor().invoke(event);
      }
      return (TraceEvent) shape.constructor().newInstance(values);
    } catch (ReflectiveOperationException notPublic) {
      throw new IllegalStateException("events are public records", notPublic);
    }
  }
}
