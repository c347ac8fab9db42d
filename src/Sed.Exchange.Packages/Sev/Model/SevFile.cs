namespace Sed.Exchange.Packages.Sev;

/// <summary><c>File</c>, файл документа, поручения или отчёта исполнителя.</summary>
public sealed record SevFile : SevElement
{
    /// <summary><c>@UID</c>, GUID файла. Some senders give all files the same: never a key.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@ResourceID</c>, номер файла в списке: the <see cref="SevResource.Uid"/> of its octets.</summary>
    public required int ResourceId { get; init; }

    /// <summary><c>@Size</c>, размер в КиБ: octets / 1024, rounded up. Advisory: some senders write 0.</summary>
    public required int Size { get; init; }

    /// <summary><c>@ext2015:eTag</c>, метка версии файла: opaque; version 18.</summary>
    public string? ETag { get; init; }

    /// <summary><c>Description</c>, имя файла для пользователя: the unique name without its mark <c>[n]</c>.</summary>
    public required string Description { get; init; }

    /// <summary><c>Extension</c>, расширение: natively with the dot.</summary>
    public required string Extension { get; init; }

    /// <summary><c>EDS</c>, электронные подписи файла.</summary>
    public IReadOnlyList<SevEds> Signatures { get; init; } = [];

    /// <summary><see cref="Size"/> of a file of <paramref name="octets"/> octets: KiB, rounded up.</summary>
    public static int SizeOf(long octets) => checked((int)((octets + 1023) / 1024));

    /// <summary><see cref="Extension"/> of a file name: from the last dot, the dot included; empty when there is none.</summary>
    public static string ExtensionOf(string name) => name.LastIndexOf('.') is >= 0 and var dot ? name[dot..] : "";

    /// <summary><see cref="Description"/> of a file name: without the mark <c>[n]</c> before the extension.</summary>
    public static string DescriptionOf(string name)
    {
        var extension = ExtensionOf(name);
        var stem = name[..^extension.Length];
        var open = stem.LastIndexOf('[');
        var isMark = open > 0 && stem.Length > open + 2 && stem[^1] == ']' && stem[(open + 1)..^1].All(char.IsAsciiDigit);
        return (isMark ? stem[..open] : stem) + extension;
    }
}
