import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { processorLimit, processors, usable } from "./processors.ts";

const limitOf = (files: Record<string, string>) => processorLimit((path) => files[path]);

test("a container's limit is found, in both versions of control groups", () => {
  expect(limitOf({ "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "150000 100000\n" })).toBe(1.5);
  expect(
    limitOf({
      "/proc/self/cgroup": "5:memory:/a\n4:cpu,cpuacct:/docker/1f2e\n",
      "/sys/fs/cgroup/cpu/docker/1f2e/cpu.cfs_quota_us": "50000\n",
      "/sys/fs/cgroup/cpu/docker/1f2e/cpu.cfs_period_us": "100000\n",
    }),
  ).toBe(0.5);
});

test("of a service's limit and those above it the least counts", () => {
  expect(
    limitOf({
      "/proc/self/cgroup": "0::/system.slice/tiauth.service\n",
      "/sys/fs/cgroup/system.slice/tiauth.service/cpu.max": "400000 100000\n",
      "/sys/fs/cgroup/system.slice/cpu.max": "200000 100000\n",
      "/sys/fs/cgroup/cpu.max": "max 100000\n",
    }),
  ).toBe(2);
});

test.each([
  [{}],
  [{ "/proc/self/cgroup": "0::/\n" }],
  [{ "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "max 100000\n" }],
  [
    {
      "/proc/self/cgroup": "1:cpu:/\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    },
  ],
])("without one there is none: %o", (files) => {
  expect(limitOf(files)).toBeUndefined();
});

test("only whole processors can be computed on at once, and one at least", () => {
  expect(usable({ seen: 4, limit: undefined })).toBe(4);
  expect(usable({ seen: 4, limit: 2.5 })).toBe(2);
  expect(usable({ seen: 4, limit: 0.5 })).toBe(1);
  expect(usable({ seen: 4, limit: 64 })).toBe(4);
  expect(processors().seen).toBe(availableParallelism());
});
