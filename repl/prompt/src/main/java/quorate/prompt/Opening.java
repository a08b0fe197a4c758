package quorate.prompt;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a session at the prompt begins.
 *
 * @param greets whether it says what this is
 * @param hints whether it says after some commands what to type next
 * @param rc commands of a file that run first
 * @param commands then these, as if they had been typed; empty if there are none
 */
record Opening(boolean greets, boolean hints, Optional<Path> rc, String commands) {}
