namespace Sed.Exchange.Containers.Zip;

/// <summary>Constants of the ZIP file format (PKWARE APPNOTE 6.3.10, section 4.3 and 4.4).</summary>
internal static class ZipFormat
{
    public const uint LocalSignature = 0x04034b50;
    public const uint CentralSignature = 0x02014b50;
    public const uint EndSignature = 0x06054b50;
    public const uint Zip64EndSignature = 0x06064b50;
    public const uint Zip64LocatorSignature = 0x07064b50;
    public const uint DescriptorSignature = 0x08074b50;

    public const int LocalLength = 30;
    public const int CentralLength = 46;
    public const int EndLength = 22;
    public const int Zip64EndLength = 56;
    public const int Zip64LocatorLength = 20;

    public const int Stored = 0;
    public const int Deflated = 8;

    public const ushort Zip64ExtraId = 0x0001;
    public const ushort UnicodePathExtraId = 0x7075;

    public const int FlagEncrypted = 1 << 0;
    public const int FlagDescriptor = 1 << 3;
    public const int FlagUtf8 = 1 << 11;

    /// <summary>In a 16-bit field: the value is in the ZIP64 record.</summary>
    public const ushort Sentinel16 = 0xFFFF;

    /// <summary>In a 32-bit field: the value is in the ZIP64 extra field or record.</summary>
    public const uint Sentinel32 = 0xFFFFFFFF;

    /// <summary>Version 2.0, of everything we write without ZIP64.</summary>
    public const ushort Version20 = 20;

    /// <summary>Version 4.5, of everything we write with ZIP64.</summary>
    public const ushort Version45 = 45;

    /// <summary>
    /// "Made by" Unix, the upper octet. Not FAT (0): Info-ZIP's unzip then takes names for those of an old code page, in spite of the flag
    /// for UTF-8, and Cyrillic names come out as garbage.
    /// </summary>
    public const ushort HostUnix = 3;

    /// <summary>External attributes of a regular file with mode 0644: what Unix tools give the unpacked file.</summary>
    public const uint FixedAttributes = 0x81A4_0000;

    /// <summary>1980-01-01, the earliest date ZIP has: our archives tell nobody's clock.</summary>
    public const ushort FixedDate = (1 << 5) | 1;

    /// <summary>00:00:00.</summary>
    public const ushort FixedTime = 0;
}
