package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the course has to say.
 *
 * @param text to a person; may be empty
 * @param json to a program
 */
public record Remark(String text, ObjectNode json) {}
