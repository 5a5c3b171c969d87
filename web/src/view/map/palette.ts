// The colours of the map: for light, dark and paper. Incidents have one warm colour; doubt is shown by shape and hatching, never by hue alone.

export interface Palette {
  /** Where no layer says what is there; neither land nor sea. */
  readonly beyond: string;
  readonly land: string;
  readonly coast: string;
  readonly province: string;
  readonly district: string;
  readonly border: string;
  readonly borderHalo: string;
  readonly maritime: string;
  readonly text: string;
  readonly faintText: string;
  readonly textHalo: string;
  readonly town: string;
  readonly incident: string;
  readonly incidentPale: string;
  readonly incidentHalo: string;
  readonly onIncident: string;
  readonly selected: string;
  readonly ask: string;
}

// text on land: #3a3f45 on #fbfaf6 is 10:1, the faint one #5d646c 5.8:1; incident on land 5.9:1
export const LIGHT: Palette = {
  beyond: "#e7e7e3",
  land: "#fbfaf6",
  coast: "#b9bec2",
  province: "#c9c7bf",
  district: "#e0ddd4",
  border: "#3c4249",
  borderHalo: "#ffffff",
  maritime: "#5b7386",
  text: "#3a3f45",
  faintText: "#5d646c",
  textHalo: "#fbfaf6",
  town: "#5d646c",
  incident: "#b23a10",
  incidentPale: "rgb(178 58 16 / 0.10)",
  incidentHalo: "#ffffff",
  onIncident: "#ffffff",
  selected: "#14181c",
  ask: "#0b5a8a",
};

export const DARK: Palette = {
  beyond: "#14171a",
  land: "#23282d",
  coast: "#454c54",
  province: "#3d444b",
  district: "#30363c",
  border: "#c3c9cf",
  borderHalo: "#14171a",
  maritime: "#7f9bb0",
  text: "#d6dade",
  faintText: "#a7afb7",
  textHalo: "#1d2125",
  town: "#a7afb7",
  incident: "#ff9467",
  incidentPale: "rgb(255 148 103 / 0.13)",
  incidentHalo: "#14171a",
  onIncident: "#1a1210",
  selected: "#ffffff",
  ask: "#6cc1f2",
};

export const PAPER: Palette = { ...LIGHT, beyond: "#f3f3f3", land: "#ffffff", province: "#bbbbbb", district: "#dddddd", textHalo: "#ffffff", border: "#000000" };
