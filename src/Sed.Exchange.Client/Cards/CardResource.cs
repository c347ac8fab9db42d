namespace Sed.Exchange.Client;

/// <summary><c>Resource</c>, файл сообщения: one row of the list of files.</summary>
public sealed record CardResource : CardElement
{
    /// <summary><c>@UID</c>, номер файла: counts inside this passport, to which every <c>ResourceID</c> points. 0 is the passport itself.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@UniqueName</c>, уникальное имя файла: unique in the message, with its real extension (<c>Имя[1].doc</c>).</summary>
    public required string UniqueName { get; init; }
}
