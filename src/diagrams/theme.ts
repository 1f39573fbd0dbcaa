import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MermaidConfig } from 'mermaid';

/** The typeface in which the site sets its text, so that labels fit their boxes. */
export const FONT = 'Source Sans 3 Variable';

const require = createRequire(import.meta.url);

/** Light colours only: `themed` works the dark ones out. */
export const CONFIG: MermaidConfig = {
  startOnLoad: false,
  look: 'classic',
  // Mermaid draws some outlines as if by hand, each time anew, unless it is told which hand.
  handDrawnSeed: 1,
  theme: 'base',
  flowchart: { padding: 12 },
  deterministicIds: true,
  themeVariables: {
    fontFamily: `'${FONT}', sans-serif`,
    fontSize: '16px',
    primaryColor: '#e3f1f4',
    primaryBorderColor: '#2f7f90',
    primaryTextColor: '#14262b',
    secondaryColor: '#fdf0dc',
    secondaryBorderColor: '#b3761d',
    tertiaryColor: '#f1eef8',
    tertiaryBorderColor: '#7560ab',
    lineColor: '#4c6168',
    textColor: '#14262b',
    edgeLabelBackground: '#ffffff',
    noteBkgColor: '#fdf0dc',
    noteBorderColor: '#b3761d',
    clusterBkg: '#f6f8f9',
    clusterBorder: '#9db2b8',
  },
};

/** Whatever else decides how a picture looks: raised by hand where `themed`, `tidy` or `render` change. */
const REVISION = 2;

const { version } = JSON.parse(readFileSync(require.resolve('mermaid/package.json'), 'utf8')) as {
  version: string;
};

/** Renderer and theme, as they enter a picture's name. */
export const RENDERER = JSON.stringify([REVISION, version, CONFIG]);
