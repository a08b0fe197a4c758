package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Received;
import quorate.netty.Frame.Welcome;
import quorate.raft.RaftMessage;
import quorate.raft.RaftMessage.RequestVote;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** Frames to bytes and back. */
class FrameCodecTest {

  private static final String VOTE =
      "{\"data\":{\"from\":1,\"number\":7,\"message\":{\"type\":\"RequestVote\","
          + "\"term\":3,\"candidateId\":2,\"lastLogIndex\":9,\"lastLogTerm\":1}}}";

  /** Messages with methods that look like properties. */
  sealed interface HelpfulMessage extends Message {
    record Offer(int price) implements HelpfulMessage {
      @Override
      public Purpose purpose() {
        return Purpose.ELECTION;
      }

      public boolean isCheap() {
        return price < 10;
      }

      public int getDouble() {
        return 2 * price;
      }
    }
  }

  static Stream<Message> everyMessage() {
    return TcpClusters.algorithms().map(ElectionAlgorithm::messageType).flatMap(SampleMessages::of);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void every_message_survives_whatever_of_it_is_null(Message message) {
    Class<? extends Message> type = SampleMessages.sealedTypeOf(message);
    Frame frame = new Data(new NodeId(1), Long.MAX_VALUE, message);
    assertThat(decode(type, encode(type, frame))).isEqualTo(frame);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void no_class_name_is_on_the_wire(Message message) {
    String json = encode(SampleMessages.sealedTypeOf(message), new Data(new NodeId(1), 1, message));
    assertThat(json).contains("\"type\":\"" + message.name() + "\"");
    assertThat(json).doesNotContain("quorate").doesNotContain("java").doesNotContain("$");
  }

  @Test
  void every_algorithm_has_samples_of_all_of_its_messages() {
    assertThat(everyMessage().map(Message::name).distinct())
        .contains("RequestVote", "PreVoteReply", "AppendEntriesReply", "Promise", "Nack")
        .contains("Election", "Answer", "Coordinator", "Heartbeat")
        .hasSize(16);
    assertThat(everyMessage().filter(sample -> sample.toString().contains("null"))).isNotEmpty();
  }

  @Test
  void greetings_survive() {
    Frame hello = new Hello("token", new NodeId(1), new NodeId(2), 5);
    assertThat(decode(RaftMessage.class, encode(RaftMessage.class, hello))).isEqualTo(hello);
    Frame welcome = new Welcome();
    assertThat(decode(RaftMessage.class, encode(RaftMessage.class, welcome))).isEqualTo(welcome);
  }

  @Test
  void a_letter_is_json_that_a_person_can_read() {
    Frame data = new Data(new NodeId(1), 7, new RequestVote(3, new NodeId(2), 9, 1));
    assertThat(encode(RaftMessage.class, data)).isEqualTo(VOTE);
    assertThat(decode(RaftMessage.class, VOTE)).isEqualTo(data);
  }

  @Test
  void methods_of_a_message_that_are_no_components_are_not_on_the_wire() {
    Frame data = new Data(new NodeId(1), 1, new HelpfulMessage.Offer(4));
    String json = encode(HelpfulMessage.class, data);
    assertThat(json).contains("price").doesNotContain("cheap").doesNotContain("double");
    assertThat(decode(HelpfulMessage.class, json)).isEqualTo(data);
  }

  @Test
  void messages_that_are_not_sealed_are_refused_with_the_cluster() {
    assertThatThrownBy(() -> new FrameCodec(Message.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sealed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{}",
        "\"data\"",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"data\":{}}",
        "{\"farewell\":{}}",
        "{\"quorate.netty.Frame$Welcome\":{}}",
        "{\"welcome\":{\"x\":1}}",
        "{\"welcome\":{}}{\"welcome\":{}}",
        "{\"welcome\":{}}x",
        "{\"welcome\":{},\"hello\":{}}",
        "{\"data\":{\"from\":1,\"number\":7,\"message\":null}}",
        "{\"data\":{\"from\":1,\"number\":7,\"message\":{}}}",
        "{\"data\":{\"from\":1,\"number\":7}}",
        "{\"data\":{\"number\":7,\"message\":{\"type\":\"AppendEntries\",\"term\":1,\"leaderId\":1}}}",
        "{\"data\":{\"from\":1,\"number\":7,\"message\":{\"type\":\"quorate.raft.RaftMessage\"}}}",
        "{\"data\":{\"from\":1,\"number\":7,\"message\":{\"type\":\"java.lang.Runtime\"}}}",
        "{\"data\":{\"from\":1,\"number\":7,\"message\":{\"type\":\"Prepare\",\"epoch\":1}}}",
        "{\"hello\":{\"cluster\":null,\"from\":1,\"to\":2,\"connection\":1}}",
        "{\"hello\":{\"cluster\":\"c\",\"from\":null,\"to\":2,\"connection\":1}}",
        "{\"hello\":{\"cluster\":\"c\",\"from\":1,\"to\":null,\"connection\":1}}",
        "{\"hello\":{\"cluster\":\"c\",\"from\":0,\"to\":2,\"connection\":1}}",
        "{\"hello\":{\"cluster\":5,\"from\":1,\"to\":2,\"connection\":1}}",
        "{\"hello\":{\"cluster\":true,\"from\":1,\"to\":2,\"connection\":1}}",
        "{\"hello\":{\"cluster\":\"c\",\"from\":{\"value\":1},\"to\":2,\"connection\":1}}",
      })
  void what_is_no_frame_is_refused(String json) {
    assertThatThrownBy(() -> decode(RaftMessage.class, json)).isInstanceOf(DecoderException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"RequestVote\" -> \"RequestVotes\"",
        "\"RequestVote\" -> \"requestvote\"",
        "\"RequestVote\" -> null",
        "\"type\" -> \"@class\"",
        "\"term\":3 -> \"term\":null",
        "\"term\":3 -> \"term\":\"3\"",
        "\"term\":3 -> \"term\":\"\"",
        "\"term\":3 -> \"term\":3.5",
        "\"term\":3 -> \"term\":true",
        "\"term\":3 -> \"term\":[3]",
        "\"term\":3 -> \"term\":{}",
        "\"term\":3 -> \"term\":99999999999999999999",
        "\"term\":3, -> ",
        "\"term\":3 -> \"term\":3,\"salary\":1",
        "\"candidateId\":2 -> \"candidateId\":0",
        "\"candidateId\":2 -> \"candidateId\":-1",
        "\"candidateId\":2 -> \"candidateId\":\"2\"",
        "\"candidateId\":2 -> \"candidateId\":2.5",
        "\"candidateId\":2, -> ",
        "\"number\":7 -> \"number\":null",
        "\"number\":7 -> \"number\":\"7\"",
        "\"number\":7 -> \"number\":7,\"stamp\":\"\"",
        "}}} -> }}",
        "}}} -> }}}}",
      })
  void a_letter_with_one_thing_wrong_is_refused(String change) {
    String[] parts = change.split(" -> ?", 2);
    assertThat(VOTE).contains(parts[0]);
    String wrong = VOTE.replace(parts[0], parts[1]);
    assertThatThrownBy(() -> decode(RaftMessage.class, wrong))
        .as(wrong)
        .isInstanceOf(DecoderException.class);
  }

  @Test
  void json_that_is_nested_as_deep_as_a_frame_is_long_is_refused() {
    String deep = "[".repeat(FramePipeline.MAX_FRAME_BYTES / 2);
    String wrong = VOTE.replace("\"term\":3", "\"term\":" + deep);
    assertThatThrownBy(() -> decode(RaftMessage.class, wrong)).isInstanceOf(DecoderException.class);
    String objects = "{\"data\":".repeat(1500);
    assertThatThrownBy(() -> decode(RaftMessage.class, objects))
        .isInstanceOf(DecoderException.class);
  }

  private static String encode(Class<? extends Message> type, Frame frame) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameCodec(type));
    channel.writeOutbound(frame);
    ByteBuf bytes = channel.readOutbound();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Frame decode(Class<? extends Message> type, String json) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameCodec(type));
    ByteBuf bytes = Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
    channel.writeInbound(bytes);
    assertThat(bytes.refCnt()).isZero();
    Received received = channel.readInbound();
    assertThat(received.bytes()).isEqualTo(json.length() + FramePipeline.LENGTH_BYTES);
    return received.frame();
  }
}
