namespace Sed.Exchange.Client;

/// <summary><c>OfficialPerson</c>, должностное лицо: has a name or at least a post.</summary>
public sealed record CardOfficial : CardElement
{
    /// <summary><c>@UID</c>, индекс СЭВ должностного лица.</summary>
    public string? Uid { get; init; }

    /// <summary><c>FIO</c>, фамилия, имя, отчество.</summary>
    public string? Fio { get; init; }

    /// <summary><c>Post</c>, должность.</summary>
    public string? Post { get; init; }

    /// <summary><c>Index</c>, индекс должностного лица.</summary>
    public string? Index { get; init; }
}
