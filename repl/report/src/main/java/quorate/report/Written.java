package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A result that is no more than a few words, or that was rendered already. */
public record Written(ObjectNode json, String words) implements View {

  /** A result of which there is nothing to say. */
  public static final Written NOTHING = new Written(Json.object(), "");

  /** What a view says to a program, and nothing for a person. */
  public static Written silently(View view) {
    return new Written(view.json(), "");
  }

  @Override
  public String text(Display display) {
    return words;
  }
}
