package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private static String read(String text, Charset charset) throws IOException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(charset));
    return String.valueOf(Script.in(bytes).next());
  }

  @Test
  void a_script_is_in_utf_8_or_in_utf_16_with_a_mark() throws Exception {
    assertThat(read("\u00fcber", StandardCharsets.UTF_8)).isEqualTo("\u00fcber");
    assertThat(read("\u00fcber", StandardCharsets.UTF_16)).isEqualTo("\u00fcber");
    assertThat(read("\uFEFF\u00fcber", StandardCharsets.UTF_16LE)).isEqualTo("\u00fcber");
    assertThat(read("", StandardCharsets.UTF_8)).isEqualTo("null");
    assertThat(read("\u00FF", StandardCharsets.ISO_8859_1)).isEqualTo("\uFFFD");
  }
}
