package quorate.netty.node;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import quorate.lab.Printable;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.Frame.Greeting;
import quorate.spi.NodeId;

/**
 * What makes a process a member: it names the cluster, the algorithm and the size, is one of the
 * ids, and, if there is a secret, proves that it knows it. Each end proves it for two numbers that
 * are used once, one from each end, and for its own role, so that no proof is of use a second time.
 */
final class Handshake {

  static final int PROTOCOL = 1;

  private static final String DIGEST = "HmacSHA256";
  private static final int NONCE_BYTES = 16;

  private final ClusterSpec spec;
  private final NodeId self;
  private final Optional<String> secret;
  private final SecureRandom random = new SecureRandom();
  private final String process;

  /** The two roles in a handshake. */
  enum Role {
    DIALLER,
    LISTENER
  }

  Handshake(ClusterSpec spec, NodeId self, Optional<String> secret) {
    this.spec = spec;
    this.self = self;
    this.secret = secret;
    this.process = nonce();
  }

  /** What no other process has. */
  String process() {
    return process;
  }

  /** What is used once. */
  final String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A greeting to a member, or to the node that listens there if that is {@code null}. */
  Greeting greeting(NodeId to, String nonce) {
    return new Greeting(
        PROTOCOL, spec.name(), spec.algorithm().name(), spec.size(), self, process, to, nonce);
  }

  /** Why the process that greets is no other member of this cluster; empty if it says it is. */
  Optional<String> objectionTo(Greeting greeting) {
    String here = self + " of cluster " + spec.name();
    if (greeting.protocol() != PROTOCOL) {
      return Optional.of(
          "it speaks version %s of the protocol, and %s version %s"
              .formatted(greeting.protocol(), self, PROTOCOL));
    } else if (!greeting.cluster().equals(spec.name())) {
      return Optional.of(
          "it is of cluster '%s', and here is %s"
              .formatted(Printable.of(greeting.cluster()), here));
    } else if (!greeting.algorithm().equals(spec.algorithm().name())) {
      return Optional.of(
          "it runs '%s', and %s runs %s"
              .formatted(Printable.of(greeting.algorithm()), here, spec.algorithm().name()));
    } else if (greeting.size() != spec.size()) {
      return Optional.of(
          "its cluster has %s members, and that of %s has %s"
              .formatted(greeting.size(), self, spec.size()));
    } else if (!spec.hasHost(greeting.from())) {
      return Optional.of(
          "it says that it is %s, and there are %s"
              .formatted(greeting.from(), spec.hostsInWords()));
    } else if (greeting.from().equals(self)) {
      return Optional.of("it says that it is " + self + ", which is the node here");
    } else if (greeting.to() != null && !greeting.to().equals(self)) {
      return Optional.of("it looks for " + greeting.to() + ", and here is " + self);
    }
    return Optional.empty();
  }

  /**
   * Proves to the other end that a node knows the secret.
   *
   * @param prover which end proves it
   * @param dialler who dialled
   * @param listener who was dialled
   * @param nonces the dialler's, and then the listener's
   * @return empty text if there is no secret
   */
  String proof(Role prover, NodeId dialler, NodeId listener, String... nonces) {
    if (secret.isEmpty()) {
      return "";
    }
    String facts =
        String.join(
            "\n",
            prover.name(),
            spec.name(),
            dialler.toString(),
            listener.toString(),
            String.join("\n", nonces));
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(new SecretKeySpec(secret.get().getBytes(StandardCharsets.UTF_8), DIGEST));
      return HexFormat.of().formatHex(mac.doFinal(facts.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has " + DIGEST, missing);
    }
  }

  /** Why a proof proves nothing; empty if it is what it should be. */
  Optional<String> objectionTo(String proof, String expected, NodeId prover) {
    if (proof.isEmpty() && !expected.isEmpty()) {
      return Optional.of(prover + " has no secret, and " + self + " has one");
    } else if (!proof.isEmpty() && expected.isEmpty()) {
      return Optional.of(prover + " has a secret, and " + self + " has none");
    }
    boolean same =
        MessageDigest.isEqual(
            proof.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    return same ? Optional.empty() : Optional.of(prover + " and " + self + " have other secrets");
  }
}
