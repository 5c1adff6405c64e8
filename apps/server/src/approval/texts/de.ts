import type { PageTexts } from "./page-texts.ts";

export const de: PageTexts = {
  start: {
    title: "Anmelden auf der Kommandozeile",
    text: "Fügen Sie hier das Token aus der E-Mail ein. Sie sehen zuerst, wer fragt; danach entscheiden Sie.",
    label: "Token aus der E-Mail",
    next: "Anfrage anzeigen",
  },
  request: {
    title: (clientName) => `Bei ${clientName} anmelden?`,
    text: "Jemand möchte sich mit Ihrer E-Mail-Adresse anmelden.",
    account: "E-Mail-Adresse",
    clientName: "Werkzeug",
    clientLabel: "Programm",
    clientAddress: "Netz",
    askedAt: "Angefragt am",
    unknown: "unbekannt",
    caution: "Stimmen Sie nur zu, wenn Sie das gerade selbst begonnen haben.",
    approve: "Zustimmen",
    deny: "Ablehnen",
  },
  code: {
    title: "Ihr Code",
    text: "Geben Sie diesen Code dort ein, wo Sie die Anmeldung begonnen haben, auf Ihrem eigenen Rechner.",
    caution: "Geben Sie ihn niemandem: Wer ihn in sein Werkzeug eingibt, ist als Sie angemeldet.",
    copy: "Kopieren",
    copied: "Kopiert",
    selected: "Ausgewählt",
    deny: "Das war ich nicht: ablehnen",
  },
  denied: {
    title: "Abgelehnt",
    text: "Die Anfrage ist beendet: Ihr Code meldet niemanden an. Sie können diese Seite schließen.",
  },
  gone: {
    title: "Dieser Link ist nicht mehr gültig",
    text: "Vielleicht wurde er schon benutzt, oder er ist zu alt: Er gilt zehn Minuten. Beginnen Sie die Anmeldung in Ihrem Werkzeug noch einmal und benutzen Sie den Link der neuen E-Mail.",
  },
  later: {
    title: "Das hat nicht geklappt",
    text: "Es wurde nichts entschieden. Warten Sie einen Augenblick und versuchen Sie es dann noch einmal.",
    again: "Noch einmal versuchen",
  },
};
