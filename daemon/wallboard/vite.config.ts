// SPDX-License-Identifier: EUPL-1.2
// The daemon serves index.html at / and the rest below /assets, under a policy without inline scripts
// and styles: nothing is inlined.
import { defineConfig } from "vite";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: { target: "es2021", modulePreload: false, assetsInlineLimit: 0 },
});
