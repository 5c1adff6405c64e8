import type { PageTexts } from "./page-texts.ts";

export const fr: PageTexts = {
  start: {
    title: "Connexion en ligne de commande",
    text: "Collez ici le jeton reçu par e-mail. Vous verrez d’abord qui fait la demande\u00a0; ensuite, vous déciderez.",
    label: "Jeton reçu par e-mail",
    next: "Afficher la demande",
  },
  request: {
    title: (clientName) => `Se connecter à ${clientName}\u00a0?`,
    text: "Quelqu’un demande à se connecter avec votre adresse e-mail.",
    account: "Adresse e-mail",
    clientName: "Outil",
    clientLabel: "Programme",
    clientAddress: "Réseau",
    askedAt: "Demandé le",
    unknown: "inconnu",
    caution: "N’approuvez que si vous venez de lancer cette connexion vous-même.",
    approve: "Approuver",
    deny: "Refuser",
  },
  code: {
    title: "Votre code",
    text: "Saisissez ce code là où vous avez commencé à vous connecter, sur votre propre ordinateur.",
    caution: "Ne le donnez à personne\u00a0: quiconque le saisit dans son outil est connecté à votre place.",
    copy: "Copier",
    copied: "Copié",
    selected: "Sélectionné",
    deny: "Ce n’était pas moi\u00a0: refuser",
  },
  denied: {
    title: "Refusé",
    text: "La demande est terminée\u00a0: son code ne connecte personne. Vous pouvez fermer cette page.",
  },
  gone: {
    title: "Ce lien n’est plus valable",
    text: "Il a peut-être déjà servi, ou il est trop ancien\u00a0: il est valable dix minutes. Recommencez la connexion dans votre outil et utilisez le lien du nouvel e-mail.",
  },
  later: {
    title: "Cela n’a pas fonctionné",
    text: "Rien n’a été décidé. Patientez un instant, puis réessayez.",
    again: "Réessayer",
  },
};
