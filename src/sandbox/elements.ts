/** What the sandboxes, exercises and questions of a page need before a reader acts: one script, and a light one. */
import './ask/element.ts';
import './element.ts';
import './exercise.ts';
