import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  srcDir: '.',
  integrations: [starlight({ title: 'Desired Capacity' })],
});
