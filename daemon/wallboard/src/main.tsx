// SPDX-License-Identifier: EUPL-1.2
import { render } from "preact";
import { App } from "./app";
import "./style/colours.css";
import "./style/page.css";
import "./style/top.css";
import "./style/wall.css";
import "./style/tile.css";
import "./style/details.css";

render(<App />, document.getElementById("page")!);
