using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Epoch and restores: rows of the table of state.</content>
internal sealed partial class SqliteTransaction
{
    private const string RestoredSince = "restored since";
    private const string RestoredAt = "restored at";
    private const string RestoreEnded = "restore ended";
    private const string Reconciled = "reconciled ";
    private const string GivenUp = "given up ";

    public RestoreRow? LastRestore() => State(RestoredSince) is { } since && State(RestoredAt) is { } at
        ? new RestoreRow(since, at, State(RestoreEnded))
        : null;

    public IReadOnlyList<ReconciledPeerRow> ReconciledPeers()
    {
        var rows = Peers(Reconciled, givenUp: false);
        rows.AddRange(Peers(GivenUp, givenUp: true));
        return [.. rows.OrderBy(row => row.Peer, StringComparer.Ordinal)];
    }

    public void BeginRestore(int epoch, DateTimeOffset since, DateTimeOffset at)
    {
        if (epoch <= Epoch) throw new JournalConflictException($"Epoch {epoch} is not higher than {Epoch}.");
        Session.Execute("DELETE FROM state WHERE name = ?1 OR substr(name, 1, 11) = ?2 OR substr(name, 1, 9) = ?3", RestoreEnded, Reconciled, GivenUp);
        PutState("epoch", (long)epoch);
        PutState(RestoredSince, since);
        PutState(RestoredAt, at);
        _epoch = epoch;
    }

    public void Put(ReconciledPeerRow row)
    {
        Session.Execute("DELETE FROM state WHERE name = ?1 OR name = ?2", Reconciled + row.Peer, GivenUp + row.Peer);
        PutState((row.GivenUp ? GivenUp : Reconciled) + row.Peer, row.At);
    }

    public void EndRestore(DateTimeOffset at)
    {
        if (LastRestore() is { EndedAt: null }) PutState(RestoreEnded, at);
    }

    private DateTimeOffset? State(string name) =>
        Session.Number("SELECT value FROM state WHERE name = ?1", name) is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private void PutState(string name, object value) => Session.Execute(
        "INSERT INTO state (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);

    private List<ReconciledPeerRow> Peers(string kind, bool givenUp) => Session.List(
        "SELECT substr(name, length(?1) + 1), value FROM state WHERE substr(name, 1, length(?1)) = ?1",
        row => new ReconciledPeerRow(row.Text(0), row.Time(1), givenUp),
        kind);
}
