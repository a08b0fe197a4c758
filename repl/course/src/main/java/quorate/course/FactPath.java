package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSONPath: a question to {@link Facts}, as a chapter asks it. */
public final class FactPath {

  private static final Configuration ASKING =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .options(Option.SUPPRESS_EXCEPTIONS)
          .build();

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String text;
  private final JsonPath compiled;

  /** Throws IllegalArgumentException if it is no JSONPath. */
  public FactPath(String text) {
    this.text = text;
    try {
      this.compiled = JsonPath.compile(text);
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException(
          "'" + text + "' is no JSONPath: " + wrong.getMessage(), wrong);
    }
  }

  /** Whether it leads anywhere: to something that is neither null nor false. */
  public boolean matches(JsonNode facts) {
    return found(facts).stream().anyMatch(it -> !it.isNull() && !it.isBoolean() || it.asBoolean());
  }

  /** The last number that it leads to; empty if there is none. */
  public Optional<Double> lastNumber(JsonNode facts) {
    List<JsonNode> numbers = found(facts).stream().filter(JsonNode::isNumber).toList();
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(numbers.get(numbers.size() - 1).asDouble());
  }

  private List<JsonNode> found(JsonNode facts) {
    // not as a list whatever it is: a path that ends in a function, as length(), refuses that
    JsonNode read = MAPPER.valueToTree(compiled.<Object>read(facts, ASKING));
    List<JsonNode> found = new ArrayList<>();
    if (compiled.isDefinite()) {
      found.add(read);
    } else {
      read.forEach(found::add);
    }
    return found;
  }

  @Override
  public String toString() {
    return text;
  }
}
