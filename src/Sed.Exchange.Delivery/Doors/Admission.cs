namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// The door for installations: everything that can fail for a reason of the package fails here, synchronously; whatever passes is
/// sealed, verified, synced and committed before anybody hears of it (promise 1).
/// </summary>
public sealed class Admission
{
    /// <summary>Takes a package, all recipients or none.</summary>
    public Task<AdmissionResult> SubmitAsync(Submission submission, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Says what <see cref="SubmitAsync"/> would say.</summary>
    public Task<PreflightResult> CheckAsync(Submission submission, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Takes a container that the installation sealed itself.</summary>
    /// <param name="organisations">Organisations the client may speak for.</param>
    /// <param name="client">Id of the client.</param>
    /// <param name="clientReference">The client's own reference.</param>
    /// <param name="container">All octets.</param>
    /// <param name="cancel">Stops the work before the commit.</param>
    public Task<AdmissionResult> SubmitContainerAsync(
        IReadOnlyList<Guid> organisations, string client, string? clientReference, Stream container, CancellationToken cancel) =>
        throw new NotImplementedException();
}
