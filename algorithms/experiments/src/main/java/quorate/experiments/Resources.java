package quorate.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts that lie beside classes in their jar, the same on every machine. */
public final class Resources {

  private Resources() {}

  /**
   * A text in UTF-8; empty if there is none.
   *
   * @param beside a class in the same jar
   * @param path from the class's package, or from the root of the jar if it begins with a slash
   */
  public static Optional<String> text(Class<?> beside, String path) {
    try (InputStream in = beside.getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
