import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// data never becomes markup: nodes and textContent only
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment", "srcdoc"];

export default defineConfig(
  globalIgnores(["dist/", "node_modules/"]),
  tseslint.configs.strict,
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": ["error", ...MARKUP.map((property) => ({ property, message: "make nodes and set textContent" }))],
      "no-restricted-globals": ["error", { name: "DOMParser", message: "make nodes and set textContent" }],
      "no-restricted-syntax": [
        "error",
        { selector: "CallExpression[callee.property.name=/^(write|writeln)$/][callee.object.name='document']", message: "make nodes" },
        { selector: "CallExpression[callee.property.name=/^(bindPopup|bindTooltip|setTooltipContent|setPopupContent)$/] > Literal.arguments:first-child", message: "Leaflet takes text as markup: hand it a node" },
        { selector: "CallExpression[callee.property.name=/^(bindPopup|bindTooltip|setTooltipContent|setPopupContent)$/] > TemplateLiteral.arguments:first-child", message: "Leaflet takes text as markup: hand it a node" },
      ],
      "max-lines": ["error", 600],
      "max-params": ["error", 4],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
    },
  },
);
