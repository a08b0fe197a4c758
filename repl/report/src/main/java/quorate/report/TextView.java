package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A result that is no more than a few words, or that was rendered already. */
public record TextView(ObjectNode json, String words) implements View {

  /** A result of which there is nothing to say. */
  public static final TextView NOTHING = new TextView(Json.object(), "");

  /** What a view says to a program, and nothing for a person. */
  public static TextView silently(View view) {
    return new TextView(view.json(), "");
  }

  @Override
  public String text(Display display) {
    return words;
  }
}
