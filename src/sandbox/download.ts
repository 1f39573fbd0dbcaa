import { strToU8, zipSync } from 'fflate';
import index from '../sim/core.ts?chunks=package';
import { Chunks, touched } from './chunks.ts';
import { EngineError, type Files } from './engine.ts';
import { fetchText } from './engines/fetch-text.ts';
import { projectFiles } from './project.ts';
import { saveFile } from './save-file.ts';
import type { Studio } from './studio.ts';
import { libraryOf } from './table.ts';

/** Gives the reader the code as it stands as a whole Node project, packed, to run at home. */
export async function download({ host, seed, title, strange }: Studio): Promise<void> {
  let library: Files;
  try {
    library = await libraryOf(new Chunks(index, fetchText), touched(host.files, index.services));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return host.say('The library could not be fetched. Check your connection and press Download again.');
  }
  const project = projectFiles({
    title,
    page: location.href.replace(/#.*/, ''),
    entry: host.data.entry,
    files: host.files,
    seed,
    library,
    strange,
  });
  const { name } = JSON.parse(project['package.json']!) as { name: string };
  const entries = Object.entries(project).map(([path, text]) => [`${name}/${path}`, strToU8(text)]);
  saveFile(`${name}.zip`, zipSync(Object.fromEntries(entries)), 'application/zip');
  host.say(
    strange
      ? 'The project is saved as a zip file. Somebody else wrote its code: read it before you run it, for outside the browser it may do whatever you may.'
      : 'The project is saved as a zip file: unpack it, and npm start runs it.',
  );
}
