import { Client } from "@faroe/client";

/** The npm client of the reference implementation, over `fetch`. Its calls throw for every status but 200. */
export const createFaroeClient = (url: string): Client =>
  new Client({
    sendActionInvocationEndpointRequest: async (body) => {
      const response = await fetch(url, { method: "POST", body });
      const answer = await response.text();
      if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${answer}`);
      return answer;
    },
  });
