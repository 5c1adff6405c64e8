import type { PageTexts } from "./page-texts.ts";

export const nl: PageTexts = {
  start: {
    title: "Inloggen op de opdrachtregel",
    text: "Plak hier het token uit de e-mail. U ziet eerst wie erom vraagt; daarna beslist u.",
    label: "Token uit de e-mail",
    next: "Verzoek tonen",
  },
  request: {
    title: (clientName) => `Inloggen bij ${clientName}?`,
    text: "Iemand wil met uw e-mailadres inloggen.",
    account: "E-mailadres",
    clientName: "Hulpprogramma",
    clientLabel: "Programma",
    clientAddress: "Netwerk",
    askedAt: "Gevraagd op",
    unknown: "onbekend",
    caution: "Keur dit alleen goed als u er zojuist zelf mee begonnen bent.",
    approve: "Goedkeuren",
    deny: "Weigeren",
  },
  code: {
    title: "Uw code",
    text: "Typ deze code waar u met inloggen begonnen bent, op uw eigen computer.",
    caution: "Geef de code aan niemand: wie hem in zijn programma typt, is als u ingelogd.",
    copy: "Kopiëren",
    copied: "Gekopieerd",
    selected: "Geselecteerd",
    deny: "Ik was dit niet: weigeren",
  },
  denied: {
    title: "Geweigerd",
    text: "Het verzoek is voorbij: met de code kan niemand inloggen. U kunt deze pagina sluiten.",
  },
  gone: {
    title: "Deze link is niet meer geldig",
    text: "Misschien is hij al gebruikt, of te oud: hij is tien minuten geldig. Begin in uw programma opnieuw met inloggen en gebruik de link uit de nieuwe e-mail.",
  },
  later: {
    title: "Dat is niet gelukt",
    text: "Er is niets beslist. Wacht even en probeer het dan opnieuw.",
    again: "Opnieuw proberen",
  },
};
