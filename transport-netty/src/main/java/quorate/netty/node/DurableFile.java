package quorate.netty.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.DurableType;
import quorate.netty.StrictJson;
import quorate.spi.Durable;
import quorate.spi.NodeId;

/**
 * The disk of one node: {@code node.json} in a folder that no other process may use meanwhile. Its
 * first line says whose it is, with a checksum of the second, which is what the node saved last. A
 * save writes a new file beside it, forces that to the disk, puts it in the place of the old one,
 * and forces the folder: whenever the process dies, one of the two is there, and whole.
 */
final class DurableFile implements AutoCloseable {

  static final String NAME = "node.json";
  static final String NEW_NAME = "node.json.new";

  private static final int VERSION = 1;
  private static final JsonMapper JSON = StrictJson.builder().build();

  private final FolderLock lock;
  private final Path file;
  private final Path beside;
  private final ClusterSpec spec;
  private final NodeId self;
  private final boolean sync;
  private Optional<Durable> content = Optional.empty();

  /** The first line: whose file it is, and what is to be expected of the second. */
  private record Header(
      String format,
      int version,
      String cluster,
      String algorithm,
      int size,
      int node,
      String type,
      int bytes,
      String crc32c) {}

  private DurableFile(FolderLock lock, ClusterSpec spec, NodeId self, boolean sync) {
    this.lock = lock;
    this.file = lock.folder().resolve(NAME);
    this.beside = lock.folder().resolve(NEW_NAME);
    this.spec = spec;
    this.self = self;
    this.sync = sync;
  }

  /**
   * Takes a folder, which is made if it is not there, and reads what the node saved.
   *
   * @param sync whether a save waits until the disk has it
   * @throws UserError if the folder cannot be used or another process uses it, or if what is in it
   *     is damaged or is not this node's
   */
  static DurableFile open(Path folder, ClusterSpec spec, NodeId self, boolean sync) {
    FolderLock lock = FolderLock.of(folder);
    try {
      DurableFile opened = new DurableFile(lock, spec, self, sync);
      opened.content = opened.read();
      return opened;
    } catch (IOException unreadable) {
      lock.close();
      throw new UserError(
          "cannot read %s: %s".formatted(folder.resolve(NAME), FolderLock.reason(unreadable)));
    } catch (RuntimeException wrong) {
      lock.close();
      throw wrong;
    }
  }

  /** What was saved last; empty if nothing ever was. */
  Optional<Durable> content() {
    return content;
  }

  /** Saves; when this returns, it is on the disk. */
  void save(Durable state) throws IOException {
    byte[] body = JSON.writeValueAsBytes(state);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(JSON.writeValueAsBytes(header(state, body)));
    all.write('\n');
    all.write(body);
    all.write('\n');
    try (FileChannel out =
        FileChannel.open(
            beside,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      if (sync) {
        out.force(true);
      }
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    forceFolder();
    content = Optional.of(state);
  }

  private Header header(Durable state, byte[] body) {
    return new Header(
        "quorate node",
        VERSION,
        spec.name(),
        spec.algorithm().name(),
        spec.size(),
        self.value(),
        DurableType.name(state, spec.algorithm()),
        body.length,
        checksum(body));
  }

  /** Forgets all that was saved. */
  void wipe() throws IOException {
    Files.deleteIfExists(file);
    forceFolder();
    content = Optional.empty();
  }

  private void forceFolder() throws IOException {
    if (sync) {
      lock.force();
    }
  }

  /** Why a node cannot go on that could not save. */
  String failure(IOException failed) {
    return "cannot save to " + file + ": " + FolderLock.reason(failed);
  }

  private Optional<Durable> read() throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    byte[] all = Files.readAllBytes(file);
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    Header header = headerIn(Arrays.copyOf(all, end));
    checkOwner(header);
    byte[] body = Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length);
    return Optional.of(state(header, body));
  }

  private Header headerIn(byte[] line) throws IOException {
    try {
      Header header = JSON.readValue(line, Header.class);
      if (header != null && "quorate node".equals(header.format())) {
        return header;
      }
    } catch (JsonProcessingException noHeader) {
      // said below
    }
    throw damaged("its first line is not that of a node");
  }

  private void checkOwner(Header header) {
    if (header.version() != VERSION) {
      throw new UserError(
          "%s has format %s, and this program writes format %s; start the node with the one that wrote it"
              .formatted(file, header.version(), VERSION));
    }
    String its =
        "node %s of %s in cluster '%s' (%s)"
            .formatted(header.node(), header.size(), header.cluster(), header.algorithm());
    String own =
        "node %s of %s in cluster '%s' (%s)"
            .formatted(self.value(), spec.size(), spec.name(), spec.algorithm().name());
    if (!its.equals(own)) {
      throw new UserError(
          "%s belongs to %s, and this is %s; give it a folder of its own with --data"
              .formatted(file, its, own));
    }
  }

  private Durable state(Header header, byte[] body) throws IOException {
    if (body.length != header.bytes() + 1 || body[header.bytes()] != '\n') {
      throw damaged(
          "%s bytes are missing or too many".formatted(Math.abs(header.bytes() + 1 - body.length)));
    }
    byte[] json = Arrays.copyOf(body, header.bytes());
    if (!checksum(json).equals(header.crc32c())) {
      throw damaged("its checksum is wrong");
    }
    Class<? extends Durable> type =
        DurableType.find(header.type(), spec.algorithm())
            .orElseThrow(() -> damaged("it holds no state of " + spec.algorithm().name()));
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw damaged("it holds no state of " + spec.algorithm().name());
    }
  }

  private UserError damaged(String how) {
    return new UserError(
        "%s is damaged: %s; node %s must not forget how it voted: restore the file"
            .formatted(file, how, self.value()));
  }

  private static String checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return "%08x".formatted(sum.getValue());
  }

  @Override
  public void close() {
    lock.close();
  }
}
