package quorate.prompt;

import quorate.lab.Printable;

/**
 * Where a command stands.
 *
 * @param file as it was typed
 * @param line from 1
 */
record Place(String file, int line) {

  @Override
  public String toString() {
    return Printable.visible(file) + ", line " + line;
  }
}
