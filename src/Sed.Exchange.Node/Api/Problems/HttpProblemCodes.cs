namespace Sed.Exchange.Node.Api.Problems;

/// <summary>Codes of problems that HTTP itself brings, besides those of the doors (<see cref="Delivery.ProblemCodes"/>). Stable.</summary>
public static class HttpProblemCodes
{
    /// <summary>No key or certificate, or one that is unknown or revoked.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The client may not do this, or not for this organisation.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>A header, parameter or body cannot be understood.</summary>
    public const string RequestInvalid = "request-invalid";

    /// <summary>A report that is asked for is wrong: findings name every fault with its place.</summary>
    public const string ReportInvalid = "report-invalid";

    /// <summary>A file's name is missing, has a directory part, or is not UTF-8.</summary>
    public const string FileNameRefused = "file-name-refused";

    /// <summary>The body is of another type than the endpoint takes.</summary>
    public const string MediaTypeNotAccepted = "media-type-not-accepted";

    /// <summary>The endpoint does not know the method.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>The version of the protocol is not spoken here.</summary>
    public const string VersionNotAccepted = "version-not-accepted";

    /// <summary>The request names a host that this node is not.</summary>
    public const string HostNotServed = "host-not-served";

    /// <summary>The body came slower than the node waits.</summary>
    public const string RequestTooSlow = "request-too-slow";

    /// <summary>The caller asks more often, or more at once, than it may.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>The octets sent do not follow those that are here.</summary>
    public const string OffsetMismatch = "offset-mismatch";

    /// <summary>Another request works on the upload.</summary>
    public const string UploadInUse = "upload-in-use";

    /// <summary>The upload is not whole yet.</summary>
    public const string UploadIncomplete = "upload-incomplete";

    /// <summary>The version of tus is not spoken here.</summary>
    public const string TusVersionNotAccepted = "tus-version-not-accepted";

    /// <summary>The cursor is of an older epoch; <c>restart</c> says where to go on.</summary>
    public const string CursorExpired = "cursor-expired";

    /// <summary>A defect of the node.</summary>
    public const string InternalError = "internal-error";
}
