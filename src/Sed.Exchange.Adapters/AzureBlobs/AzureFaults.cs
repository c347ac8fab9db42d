using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>
/// What an error of the service means for a blob. Whatever leaves the state of the store known is transient, being refused included: nothing was
/// stored, what was stored is as it was, and the node keeps its receipts and its other mail going. Only octets that are missing or are not those
/// that were stored are not transient. No message repeats an address or a header: a shared access signature is part of the address.
/// </summary>
internal static class AzureFaults
{
    /// <summary>True for what this class can explain: everything but the caller's own cancellation and defects of ours.</summary>
    public static bool IsFault(Exception exception, CancellationToken cancel) => exception switch
    {
        OperationCanceledException => !cancel.IsCancellationRequested,
        AggregateException many => many.InnerExceptions.All(one => IsFault(one, cancel)),

        // The last is what the library makes of octets that were damaged on the way here.
        _ => exception is RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException or InvalidDataException,
    };

    /// <summary>The exception the seam promises.</summary>
    public static BlobException Of(string name, AzureBlobAccess access, Exception exception) => exception switch
    {
        AggregateException many => Of(name, access, many.InnerExceptions[^1]),
        RequestFailedException { Status: > 0 } answer => OfAnswer(name, access, answer),
        AuthenticationFailedException identity => BlobException.Unreachable(
            $"Blob {name}: the managed identity gave no token ({FirstLine(identity.Message)}). {access.Remedy}"),
        OperationCanceledException => BlobException.Unreachable($"Blob {name}: the store did not answer in time."),
        _ => BlobException.Unreachable($"Blob {name}: the store cannot be reached ({FirstLine(Root(exception).Message)})."),
    };

    /// <summary>The same of a deletion. A hold, a policy or somebody else's lease keeps one blob, and says nothing of the others.</summary>
    public static BlobException OfDeletion(string name, AzureBlobAccess access, Exception exception) => exception is RequestFailedException { Status: 409 or 412 } kept && !IsContainerMissing(kept)
        ? BlobException.Damage($"Blob {name} cannot be deleted: something in the account keeps it ({kept.Status} {kept.ErrorCode}).")
        : Of(name, access, exception);

    /// <summary>
    /// True when the request may have been carried out all the same: its answer was lost, or an earlier repetition of it was carried out and this one
    /// met its result.
    /// </summary>
    public static bool MayHaveHappened(Exception exception) => exception switch
    {
        AggregateException many => many.InnerExceptions.Any(MayHaveHappened),
        RequestFailedException { Status: > 0 } answer => answer.Status is 408 or 409 or 412 or >= 500,
        AuthenticationFailedException => false,
        _ => true,
    };

    /// <summary>True when the answer says that the container, not the blob, is missing.</summary>
    public static bool IsContainerMissing(RequestFailedException answer) =>
        answer.ErrorCode == BlobErrorCode.ContainerNotFound || answer.ErrorCode == BlobErrorCode.ContainerBeingDeleted;

    private static BlobException OfAnswer(string name, AzureBlobAccess access, RequestFailedException answer)
    {
        var said = $"{answer.Status} {answer.ErrorCode}".TrimEnd();
        return answer.Status switch
        {
            _ when IsContainerMissing(answer) => BlobException.Unreachable(
                $"Blob {name}: the container is gone ({said}). Restore it from the account's soft delete; a new one under its name would be empty."),
            404 => BlobException.Damage($"Blob {name} is not there ({said})."),
            416 => BlobException.Damage($"Blob {name} is shorter than when it was opened ({said})."),
            412 => BlobException.Damage($"Blob {name} was replaced while it was read ({said})."),
            400 when answer.ErrorCode == BlobErrorCode.Md5Mismatch => BlobException.Unreachable(
                $"Blob {name}: octets were damaged on the way to the store; it noticed and kept nothing ({said})."),
            401 or 403 => BlobException.Unreachable($"Blob {name}: the store does not let this node in ({said}). {access.Remedy}"),
            _ => BlobException.Unreachable($"Blob {name}: the store answers {said}."),
        };
    }

    private static Exception Root(Exception exception) => exception.InnerException is { } inner ? Root(inner) : exception;

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
