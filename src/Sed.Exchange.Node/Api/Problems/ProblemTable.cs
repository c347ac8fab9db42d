using System.Collections.Frozen;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Node.Api.Problems;

/// <summary>Every code a caller can meet, with its HTTP status. A test compares it with the constants and with the text catalogue.</summary>
public static class ProblemTable
{
    private static readonly ProblemRow[] Rows =
    [
        // Ours, not the caller's: an administrator must act.
        Row(ProblemCodes.SealUnusable, 500),

        // What a package or container is refused for: the same again will meet the same.
        Row(ProblemCodes.PackageInvalid, 422),
        Row(ProblemCodes.DocumentSignatureFailed, 422),
        Row(ProblemCodes.SenderMismatch, 403),
        Row(ProblemCodes.SenderUnknown, 422),
        Row(ProblemCodes.RecipientUnknown, 422),
        Row(ProblemCodes.RecipientAmbiguous, 422),
        Row(ProblemCodes.RecipientClosed, 422),
        Row(ProblemCodes.FormatNotAccepted, 422),
        Row(ProblemCodes.SuiteNotAccepted, 422),
        Row(ProblemCodes.TooLarge, 413),
        Row(ProblemCodes.NoRoute, 422),
        Row(ProblemCodes.NoProtectedRoute, 422),
        Row(ProblemCodes.DeliverByInvalid, 422),
        Row(ProblemCodes.IdempotencyConflict, 409),
        Row(ProblemCodes.ContainerInvalid, 422),
        Row(ProblemCodes.ReceiptInvalid, 422),
        Row(ProblemCodes.DirectoryInvalid, 422),

        // Our clock or the peer's: between nodes the container is fine later (DESIGN section 4).
        new(ProblemCodes.SentAtInFuture, 422, 503),

        // Not now.
        Row(ProblemCodes.DestinationFull, 503),
        Row(ProblemCodes.NoRoom, 503),
        Row(ProblemCodes.StoreUnreachable, 503),
        Row(ProblemCodes.KeyUnavailable, 503),
        Row(ProblemCodes.NotDurable, 503),
        Row(ProblemCodes.Restoring, 503),
        Row(ProblemCodes.ClockUnsure, 503),
        Row(ProblemCodes.DirectoryBehind, 503),
        Row(ProblemCodes.Busy, 503),
        Row(HttpProblemCodes.TooManyRequests, 429),

        // Between nodes.
        Row(ProblemCodes.DigestMismatch, 400),
        Row(ProblemCodes.HeadersInvalid, 400),
        Row(ProblemCodes.Loop, 409),
        Row(ProblemCodes.PeerUnknown, 403),
        Row(HttpProblemCodes.VersionNotAccepted, 426),

        // Of the mailbox.
        Row(ProblemCodes.NotFound, 404),
        Row(ProblemCodes.ContentPurged, 410),
        Row(ProblemCodes.LeaseUnknown, 409),
        Row(ProblemCodes.LeaseExpired, 409),
        Row(ProblemCodes.LeaseLimit, 409),
        Row(ProblemCodes.AlreadySettled, 409),
        Row(HttpProblemCodes.CursorExpired, 410),

        // Of uploads in pieces (tus); between nodes they pass by themselves.
        new(HttpProblemCodes.OffsetMismatch, 409, 503),
        new(HttpProblemCodes.UploadInUse, 423, 503),
        new(HttpProblemCodes.UploadIncomplete, 409, 503),
        Row(HttpProblemCodes.TusVersionNotAccepted, 412),

        // Of HTTP.
        Row(HttpProblemCodes.Unauthorized, 401),
        Row(HttpProblemCodes.Forbidden, 403),
        Row(HttpProblemCodes.RequestInvalid, 400),
        Row(HttpProblemCodes.ReportInvalid, 422),
        Row(HttpProblemCodes.RequestTooSlow, 408),
        Row(HttpProblemCodes.HostNotServed, 421),
        Row(HttpProblemCodes.FileNameRefused, 422),
        Row(HttpProblemCodes.MethodNotAllowed, 405),
        Row(HttpProblemCodes.MediaTypeNotAccepted, 415),
        Row(ProblemCodes.StoreDamaged, 500),
        Row(HttpProblemCodes.InternalError, 500),
    ];

    private static readonly FrozenDictionary<string, ProblemRow> ByCode = Rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>Every row.</summary>
    public static IReadOnlyList<ProblemRow> All => Rows;

    /// <summary>The row of a code.</summary>
    /// <exception cref="KeyNotFoundException">The code has no row: a defect.</exception>
    public static ProblemRow Find(string code) => ByCode[code];

    private static ProblemRow Row(string code, int status) => new(code, status, status);
}
