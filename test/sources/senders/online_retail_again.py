"""Figures of the online_retail year from its CSV files alone: docs/senders/online_retail.md.

python3 online_retail_again.py <folder of the daily files>
"""
import csv
import sys
from collections import Counter, defaultdict
from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

RAW_ONLY = {"S", "M", "B", "D", "BANK CHARGES", "AMAZONFEE", "CRUK", "PADS"}
SHIPPING = {"POST", "DOT", "C2"}


def read(folder):
    for file in sorted(Path(folder).glob("*.csv")):
        place = Counter()
        with open(file, encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                invoice, code = row["InvoiceNo"], row["StockCode"]
                place[invoice] += 1
                local = datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=ZoneInfo("Europe/London"))
                sku, pieces, price = code.strip().upper(), int(row["Quantity"]), Decimal(row["UnitPrice"])
                customer = row["CustomerID"].removesuffix(".0")
                yield {
                    "invoice": invoice,
                    "place": place[invoice],
                    "code": code,
                    "pieces": pieces,
                    "price": price,
                    "customer": customer,
                    "at": local.astimezone(timezone.utc),
                    "is_goods": sku not in RAW_ONLY | SHIPPING,
                    "is_order": sku not in RAW_ONLY,
                    "is_credit": invoice.startswith("C"),
                    "is_sale": invoice[0] not in "CA" and pieces > 0 and (price > 0 or customer != ""),
                }


def quantile(values, share):
    ranked = sorted(values)
    place = (len(ranked) - 1) * share
    low = int(place)
    return ranked[low] + (ranked[min(low + 1, len(ranked) - 1)] - ranked[low]) * (place - low)


lines = list(read(sys.argv[1]))
ordered, credited, owner = {}, {}, {}
for line in lines:
    invoice, at = line["invoice"], line["at"]
    if line["is_sale"] and line["is_order"]:
        ordered[invoice] = min(at, ordered.get(invoice, at))
        owner[invoice] = line["customer"] or owner.get(invoice, f"guest-{invoice}")
    if line["is_credit"] and line["is_goods"]:
        credited[invoice] = min(at, credited.get(invoice, at))

sales = defaultdict(list)
for line in lines:
    if line["customer"] and line["pieces"] > 0 and not line["is_credit"]:
        sales[line["customer"], line["code"]].append(line)

days, returned = [], Counter()
came_back, orders_back = 0, set()
for line in lines:
    if not (line["is_credit"] and line["is_goods"]):
        continue
    pieces = -line["pieces"]
    came_back += pieces
    earlier = [sale for sale in sales[line["customer"], line["code"]] if sale["at"] <= line["at"]]
    if not earlier:
        continue
    sale = max(
        earlier,
        key=lambda one: (
            one["pieces"] == pieces and one["price"] == line["price"],
            one["at"],
            one["invoice"],
            one["place"],
        ),
    )
    days.append((credited[line["invoice"]] - ordered[sale["invoice"]]).total_seconds() / 86400)
    net = sale["pieces"] * sale["price"]
    if pieces < sale["pieces"]:
        net = (net * pieces / sale["pieces"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    returned[sale["customer"]] += net
    orders_back.add(sale["invoice"])

bought, sold_pieces = Counter(), 0
for line in lines:
    if line["is_sale"] and line["is_goods"]:
        bought[owner[line["invoice"]]] += line["pieces"] * line["price"]
        sold_pieces += line["pieces"]

print("return_rate", sum(returned.values()), sum(bought.values()))
print("return_rate_by_pieces", came_back, sold_pieces)
print("return_rate_by_orders", len(orders_back), len(ordered))
print("days_to_return", len(days), sum(days) / len(days), quantile(days, 0.5), quantile(days, 0.9))

orders, shares = Counter(owner.values()), defaultdict(lambda: [0, 0, 0, 0])
for account, amount in bought.items():
    if amount <= 0:
        continue
    share = returned[account] / amount
    ends = [("none", 0), ("up_to_10", Decimal("0.1")), ("up_to_25", Decimal("0.25")), ("up_to_50", Decimal("0.5"))]
    name = next((name for name, end in ends if share <= end), "over_50")
    row = shares[name, orders[account] >= 3]
    for place, more in enumerate((1, orders[account], amount, returned[account])):
        row[place] += more
for name, row in sorted(shares.items()):
    print(*name, *row)
