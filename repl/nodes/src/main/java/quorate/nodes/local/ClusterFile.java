package quorate.nodes.local;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.lab.UserError;

/**
 * What runs in a folder: {@code cluster.json} there.
 *
 * @param quorate says that this is such a file
 * @param algorithm what runs, and the name of the cluster
 * @param settings what else was typed: {@code election=500..800ms}
 * @param nodes in the order of their ids
 */
record ClusterFile(
    String quorate, int format, String algorithm, List<String> settings, List<LocalNode> nodes) {

  private static final String WORD = "cluster";
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  ClusterFile(String algorithm, List<String> settings, List<LocalNode> nodes) {
    this(WORD, FORMAT, algorithm, settings, nodes);
  }

  static Path in(Path folder) {
    return folder.resolve("cluster.json");
  }

  /**
   * What the file of a folder says; empty if there is none.
   *
   * @throws UserError if it says nothing that can be understood
   */
  static Optional<ClusterFile> read(Path folder) {
    Path file = in(folder);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ClusterFile read = MAPPER.readValue(Files.readString(file), ClusterFile.class);
      if (WORD.equals(read.quorate) && read.format == FORMAT && !read.nodes.isEmpty()) {
        return Optional.of(read);
      }
    } catch (IOException damaged) {
      // as one that is none
    }
    throw new UserError(
        "%s cannot be understood; end its processes by hand (ps, kill), and remove it"
            .formatted(file));
  }

  /** Writes it beside, and moves it there: an end at any moment leaves the old one or the new. */
  void write(Path folder) {
    Path beside = folder.resolve("cluster.json.new");
    try {
      Files.writeString(beside, MAPPER.writeValueAsString(this) + "\n");
      Files.move(beside, in(folder), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      throw new UserError("cannot write " + beside + "; is the disk full?");
    }
  }

  /** The same with another process for one node. */
  ClusterFile with(LocalNode other) {
    List<LocalNode> all = new ArrayList<>(nodes);
    all.replaceAll(it -> it.id().equals(other.id()) ? other : it);
    return new ClusterFile(algorithm, settings, all);
  }
}
