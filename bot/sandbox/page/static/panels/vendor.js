/** 3YOURMIND's side: customers, baskets, orders. */

import { fill, h } from "../base/dom.js";
import { counted } from "../base/format.js";
import { Panel } from "./panel.js";

/** Shows what the local 3YOURMIND holds; an order's status can be moved here. */
export class VendorPanel extends Panel {
  constructor(desk) {
    super(desk, "3YOURMIND");
  }

  fetch() {
    return this.desk.server.vendor();
  }

  draw(vendor) {
    const names = new Map(vendor.customers.map((customer) => [customer.id, customer.name]));
    const nameOf = (id) => names.get(id) ?? id;
    fill(
      this.body,
      group("Orders", vendor.orders, "Nothing is ordered yet.", (order) =>
        this.#order(order, vendor.statuses, nameOf),
      ),
      group("Baskets", vendor.baskets, "No basket is open.", (basket) =>
        basketCard(basket, nameOf),
      ),
      group("Customers", vendor.customers, "There are no customers.", customerCard),
    );
  }

  #order(order, statuses, nameOf) {
    const known = statuses.includes(order.status) ? statuses : [order.status, ...statuses];
    const options = known.map((status) =>
      h("option", { value: status, selected: status === order.status }, status),
    );
    const label = `Status of order ${order.number}`;
    const choose = h(
      "select",
      {
        class: "field short",
        "aria-label": label,
        "data-testid": "order-status",
        "data-keep": order.id,
      },
      options,
    );
    choose.addEventListener("change", () => this.#move(order, choose.value));
    return h(
      "article",
      { class: "card", "data-order": order.number },
      h("div", { class: "row spread" }, h("b", {}, `Order ${order.number}`), choose),
      h("div", {}, nameOf(order.customer)),
      h(
        "div",
        { class: "quiet" },
        [order.reference, order.total, order.created].filter(Boolean).join(" · "),
      ),
      lines(order.lines),
    );
  }

  async #move(order, status) {
    await this.desk.notices.watch(() => this.desk.server.setStatus(order.id, status));
    this.refresh();
  }
}

function group(title, things, nothing, draw) {
  const shown = things.length ? things.map(draw) : h("p", { class: "quiet" }, nothing);
  const head = h("h2", {}, title, h("span", { class: "quiet" }, ` ${things.length}`));
  return h("section", {}, head, h("div", { class: "cards" }, shown));
}

function basketCard(basket, nameOf) {
  return h(
    "article",
    { class: "card" },
    h(
      "div",
      { class: "row spread" },
      h("b", {}, `Basket ${basket.id}`),
      h("span", {}, nameOf(basket.customer)),
    ),
    lines(basket.lines),
  );
}

function lines(given) {
  if (!given.length) return h("p", { class: "quiet" }, "No lines yet.");
  const head = h(
    "tr",
    {},
    ["File", "Offer", "Pieces", "Price"].map((word) => h("th", {}, word)),
  );
  return h("table", { class: "lines" }, h("thead", {}, head), h("tbody", {}, given.map(line)));
}

function line({ file, file_status: status, offer, quantity, price }) {
  const state = status && h("span", { class: "quiet" }, ` ${status}`);
  const cells = [[file ?? "no file", state], offer ?? "—", quantity, price ?? "—"];
  return h(
    "tr",
    {},
    cells.map((cell) => h("td", {}, typeof cell === "object" ? cell : String(cell))),
  );
}

function customerCard(customer) {
  const addresses = customer.addresses.length
    ? customer.addresses.map((address) => h("li", {}, address))
    : h("li", { class: "quiet" }, "No address");
  return h(
    "article",
    { class: "card" },
    h(
      "div",
      { class: "row spread" },
      h("b", {}, customer.name),
      h("span", { class: "quiet" }, `#${customer.id}`),
    ),
    h("div", {}, [customer.company, customer.email].filter(Boolean).join(" · ")),
    h("ul", { class: "plain-list" }, addresses),
    h("div", { class: "quiet" }, counted(customer.orders, "order", "orders")),
  );
}
