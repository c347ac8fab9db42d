using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>Promise 6: a dead peer delays only its own mail. By the times in the receipts, what was sent to others meanwhile was delivered meanwhile.</summary>
internal static class OthersAreNotDelayed
{
    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        foreach (var outage in observations.Outages)
        {
            tally.Check(
                outage.Meanwhile.Count > 0,
                $"пока {outage.Node} лежал, остальным ничего не отправлено: судить не о чем",
                $"nothing was sent to others while {outage.Node} was down: nothing to judge by");
            foreach (var message in outage.Meanwhile)
            {
                var proofs = region.ProvenReceipts().Where(receipt => receipt.Kind == ReceiptKind.Delivered && receipt.MessageId == message).ToList();
                tally.Check(
                    proofs.Count > 0 && proofs.All(proof => proof.IssuedAt < outage.To),
                    $"{message} ждало, пока {outage.Node} поднимется",
                    $"{message} had to wait until {outage.Node} was up again");
            }

            // Otherwise it was not away, and the rest proves nothing. Receipts carry milliseconds: hence the one of margin.
            var from = outage.From.AddMilliseconds(1);
            tally.Check(
                region.ProvenReceipts().All(receipt => receipt.IssuerNode != outage.Node || receipt.IssuedAt <= from || receipt.IssuedAt >= outage.To),
                $"{outage.Node} подписывал квитанции, когда его процесса не было",
                $"{outage.Node} signed receipts while its process did not exist");
        }
    }
}
