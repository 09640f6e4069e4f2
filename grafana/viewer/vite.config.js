// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'vite';

export default defineConfig({
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  build: { chunkSizeWarningLimit: 20_000, reportCompressedSize: false },
});
