/** The line that a person types: its words, its colours, its hints, and what stands around it. */
package quorate.prompt.editor;
