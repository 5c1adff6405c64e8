export {
  type CopyOptions,
  type CopyProgress,
  type CopyRefusal,
  type CopyResult,
  copyStorage,
} from "./copy-storage.ts";
