/** The course: chapters of Markdown, and what leads a learner through them at the prompt. */
package quorate.course;
