import { findChromium } from '../../scripts/chromium.ts';
import { textAlternative } from './diagram.ts';
import { diagramsOf, type PlacedDiagram } from './pages.ts';
import { MermaidError, withRenderer } from './render.ts';
import { DiagramStore } from './store.ts';

/** Something wrong with a diagram, and where. */
interface Problem {
  /** Absolute path. */
  file: string;
  /** 1-based. */
  line: number;
  message: string;
}

/** What is wrong with the diagrams of a project: a missing text, a missing or a left-over picture, Mermaid that does not parse. */
export async function checkDiagrams(root: string): Promise<Problem[]> {
  const store = new DiagramStore(root);
  const diagrams = diagramsOf(root);
  return [
    ...diagrams.flatMap(withoutText),
    ...(await withoutPicture(diagrams.filter(({ source }) => !store.has(source)))),
    ...store.orphans(diagrams.map(({ source }) => source)).map((file) => ({
      file,
      line: 1,
      message: 'No page has the diagram that this picture shows. `npm run diagrams` removes it.',
    })),
  ];
}

function withoutText({ file, line, source }: PlacedDiagram): Problem[] {
  const { title, description } = textAlternative(source);
  const lacks = [
    title ? '' : 'accTitle: a title',
    description ? '' : 'accDescr: what it shows, in a sentence or two',
  ];
  return lacks
    .filter(Boolean)
    .map((what) => ({ file, line, message: `The diagram has no text alternative. Add a line "${what}".` }));
}

async function withoutPicture(missing: PlacedDiagram[]): Promise<Problem[]> {
  if (missing.length === 0) return [];
  const absent = ({ file, line }: PlacedDiagram) => ({
    file,
    line,
    message: 'The diagram has no picture yet. `npm run diagrams` draws it: commit what it writes.',
  });
  if (!findChromium()) return missing.map(absent);
  return withRenderer(async (render) => {
    const problems: Problem[] = [];
    for (const diagram of missing) {
      try {
        await render(diagram.source);
        problems.push(absent(diagram));
      } catch (error) {
        if (!(error instanceof MermaidError)) throw error;
        problems.push({
          file: diagram.file,
          line: diagram.line + error.line,
          message: `Mermaid: ${error.message}`,
        });
      }
    }
    return problems;
  });
}
