package quorate.prompt.editor;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import quorate.experiments.language.Statements;
import quorate.prompt.editor.TypedLine.Word;

/**
 * Tells the line editor which word is being completed: a word of the language of commands, not of a
 * shell. What stands behind the cursor does not matter.
 */
public final class StatementParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    String begun = line.substring(0, Math.min(cursor, line.length()));
    TypedLine typed = TypedLine.of(begun);
    List<Word> words = typed.last();
    boolean within = !words.isEmpty() && words.get(words.size() - 1).end() == begun.length();
    List<String> texts = new ArrayList<>();
    words.forEach(word -> texts.add(word.text()));
    if (!within) {
      texts.add("");
    }
    int start = within ? words.get(words.size() - 1).start() : begun.length();
    return new Parsed(line, cursor, texts, begun.length() - start, typed.endsInComment());
  }

  /**
   * The statement up to the cursor.
   *
   * @param words its words, the last of which is being typed
   * @param rawWordLength how many characters that one has in the line
   */
  record Parsed(String line, int cursor, List<String> words, int rawWordLength, boolean inComment)
      implements CompletingParsedLine {

    @Override
    public String word() {
      return words.get(wordIndex());
    }

    @Override
    public int wordCursor() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return words.size() - 1;
    }

    @Override
    public int rawWordCursor() {
      return rawWordLength;
    }

    /** A word that will be gone on with stays open to that. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      String word = candidate.toString();
      return complete && !word.equals("|") ? Statements.quoted(word) : word;
    }
  }
}
