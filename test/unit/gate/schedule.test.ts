import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { incrementsByDevice, presenceByDevice } from "../../../src/gate/device-series.ts";
import { openQuestions } from "../../../src/gate/questions.ts";
import { neededDevices } from "../../../src/gate/rollout.ts";
import { scheduleOf } from "../../../src/gate/schedule.ts";
import { findScrapeInterval } from "../../../src/gate/scrape-interval.ts";
import { metricStore } from "./metric-store.ts";
import { request } from "./simulated-ring.ts";

test("blocks are round, fine enough for the soak and few enough for the server", () => {
  assert.deepEqual(scheduleOf({ soak: 1800, deadline: 21_600 }, 60), {
    step: 60,
    lookBack: 21_660,
    staleness: 150,
    silentAfter: 300,
  });
  assert.equal(scheduleOf({ soak: 20, deadline: 600 }, 1).step, 1);
  assert.equal(scheduleOf({ soak: 20, deadline: 600 }, 1).silentAfter, 15);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 * 86_400 }),
      fc.integer({ min: 1, max: 3 * 366 * 86_400 }),
      (soak, deadline) => {
        const { step, lookBack } = scheduleOf({ soak, deadline }, 15);
        assert.ok(lookBack / step + 6 <= 11_000);
        assert.ok(Number.isInteger(step));
        assert.ok(lookBack >= deadline);
      },
    ),
  );
});

test("at least one device is needed, and a share is rounded up", () => {
  assert.equal(neededDevices(4, 0.7), 3);
  assert.equal(neededDevices(10, 0.7), 7);
  assert.equal(neededDevices(0, 0.7), 1);
});

test("a device with several series of a metric has their increases added, gaps left out", () => {
  const grid = { from: 0, to: 3, step: 1 };
  const of = (model: string, values: readonly (number | undefined)[]) => ({
    labels: { device: "a", model },
    samples: values.flatMap((value, at) => (value === undefined ? [] : [{ at, value }])),
  });
  const series = [
    of("x", [1, 2, undefined, 5]),
    of("y", [10, 10, 30, undefined]),
    { labels: {}, samples: [] },
  ];
  assert.deepEqual([...incrementsByDevice(series, "device", grid)], [["a", [null, 1, 20, 3]]]);
  assert.deepEqual(
    [...presenceByDevice(series.slice(0, 1), "device", grid)],
    [["a", [true, true, false, true]]],
  );
});

test("the scrape interval is the slower of device and app, or Prometheus's default where nothing is known", async () => {
  const at = 10_000;
  async function interval(...series: readonly (readonly [string, number])[]): Promise<number> {
    const store = metricStore();
    for (const [name, every] of series)
      for (let time = at - 1800; time <= at; time += every)
        store.add(name, { device: "pi-1", app: "shelf" }, time, 1);
    const questions = openQuestions(store.prometheus, { deviceLabel: "device", devices: ["pi-1"] });
    return findScrapeInterval(questions, { ...request, ring: { ...request.ring, devices: ["pi-1"] } }, at);
  }
  assert.equal(await interval(["up", 15]), 15);
  assert.equal(await interval(["up", 15], ["pi5_release_info", 60]), 60);
  assert.equal(await interval(["pi5_release_info", 1]), 1);
  assert.equal(await interval(["up", 300]), 120);
  assert.equal(await interval(), 60);
});
