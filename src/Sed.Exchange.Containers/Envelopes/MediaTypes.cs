namespace Sed.Exchange.Containers.Envelopes;

/// <summary>Media types by file extension. A hint for people and tools; nothing is decided by it.</summary>
internal static class MediaTypes
{
    public const string Xml = "text/xml";
    public const string Cms = "application/pkcs7-signature";
    public const string TimestampToken = "application/vnd.etsi.timestamp-token";

    /// <summary>The media type that a file's name suggests.</summary>
    public static string Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".pdf" => "application/pdf",
        ".xml" => Xml,
        ".sig" or ".p7s" => Cms,
        ".tst" => TimestampToken,
        ".asice" => "application/vnd.etsi.asic-e+zip",
        ".asics" => "application/vnd.etsi.asic-s+zip",
        ".doc" => "application/msword",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xls" => "application/vnd.ms-excel",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".odt" => "application/vnd.oasis.opendocument.text",
        ".ods" => "application/vnd.oasis.opendocument.spreadsheet",
        ".rtf" => "application/rtf",
        ".txt" => "text/plain",
        ".tif" or ".tiff" => "image/tiff",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".png" => "image/png",
        ".zip" => "application/zip",
        _ => "application/octet-stream",
    };
}
