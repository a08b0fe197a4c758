/** A class for each command that can be typed at the prompt. */
package quorate.prompt.verbs;
