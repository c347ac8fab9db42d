namespace Sed.Exchange.Delivery.Journal;

/// <summary>A submission already accepted. Key: (<see cref="Sender"/>, <see cref="Key"/>).</summary>
/// <param name="Sender">The sending organisation.</param>
/// <param name="Key"><c>Idempotency-Key</c>, or the package's own message id.</param>
/// <param name="Value">Digest over the sorted (name, digest) of the files and the recipients.</param>
/// <param name="MessageId">The message it became.</param>
/// <param name="At">When.</param>
public sealed record IdempotencyRow(Guid Sender, string Key, string Value, Guid MessageId, DateTimeOffset At)
{
    /// <summary>
    /// The key of a submission that was rebuilt from its container after a restore: which key the client had used is forgotten, the package's own
    /// message id is in the container. No client's key has a blank in front.
    /// </summary>
    public static string RestoredKey(string packageMessageId) => " " + packageMessageId;
}
