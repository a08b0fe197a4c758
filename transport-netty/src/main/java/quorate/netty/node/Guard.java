package quorate.netty.node;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import quorate.lab.UserError;

/**
 * A shell that looks after the processes of a cluster. It stops them and lets them go on, for which
 * Java has no call. When this program ends, however it does, it kills those that are left, also
 * those that stand still, and removes their folder.
 */
public final class Guard implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' INT QUIT HUP TERM TSTP TTIN TTOU
      pids=' '
      while read -r what pid; do
        case $what in
          watch) pids="$pids$pid " ;;
          forget) case $pids in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
          STOP | CONT) kill -"$what" "$pid" 2>/dev/null; echo "$?" ;;
        esac
      done
      for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
      for again in 1 2 3 4 5; do
        rm -rf -- "$1" 2>/dev/null
        [ -d "$1" ] || break
        sleep 0.2 2>/dev/null || sleep 1
      done
      """;

  private final Process shell;
  private final BufferedWriter in;
  private final BufferedReader out;

  /** Looks after nobody yet; removes the folder at the end. Throws a UserError without a shell. */
  public Guard(Path folder) {
    try {
      shell =
          new ProcessBuilder("/bin/sh", "-c", SCRIPT, "quorate-guard", folder.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException none) {
      throw new UserError("cannot start a shell: " + none.getMessage());
    }
    in = shell.outputWriter(StandardCharsets.UTF_8);
    out = shell.inputReader(StandardCharsets.UTF_8);
  }

  public synchronized void watch(long pid) {
    say("watch " + pid);
  }

  /** A process has ended: its number may be another's soon. */
  public synchronized void forget(long pid) {
    say("forget " + pid);
  }

  /** A process stands still when this returns. */
  public synchronized void stop(long pid) {
    signal("STOP", pid);
  }

  public synchronized void goOn(long pid) {
    signal("CONT", pid);
  }

  private void signal(String name, long pid) {
    say(name + " " + pid);
    try {
      out.readLine();
    } catch (IOException gone) {
      throw new IllegalStateException("the shell that stops processes is gone", gone);
    }
  }

  private void say(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException gone) {
      // somebody ended it
    }
  }

  /** Kills all that it still watches, and waits until the folder is gone. */
  @Override
  public void close() {
    synchronized (this) {
      try {
        in.close();
      } catch (IOException gone) {
        // it has ended already
      }
    }
    awaitEnd(shell); // not within the lock, which those need who tell of an end meanwhile
  }

  /**
   * Waits for the end of a process without help of the common pool, on which {@link Process#onExit}
   * tells of it: that pool may be busy with work that waits for the caller.
   */
  public static void awaitEnd(Process process) {
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
