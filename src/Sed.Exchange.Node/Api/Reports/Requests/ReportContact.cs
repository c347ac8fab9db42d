using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>
/// Whom a report names. The organisation is one of the directory (<see cref="Organisation"/>), or one described (<see cref="Name"/>), or, with
/// neither, the installation's own.
/// </summary>
public sealed record ReportContact
{
    /// <summary>GUID of an organisation of the directory; its names and индекс СЭВ come from there.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>Name of an organisation that the directory does not have.</summary>
    [StringLength(1000)]
    public string? Name { get; init; }

    /// <summary>Индекс СЭВ of that organisation.</summary>
    [StringLength(255)]
    public string? Index { get; init; }

    /// <summary>Department.</summary>
    [StringLength(1000)]
    public string? Department { get; init; }

    /// <summary>Фамилия, имя, отчество of the official.</summary>
    [StringLength(255)]
    public string? Person { get; init; }

    /// <summary>Post of the official.</summary>
    [StringLength(1000)]
    public string? Post { get; init; }

    /// <summary>Индекс СЭВ of the official.</summary>
    [StringLength(255)]
    public string? PersonIndex { get; init; }

    /// <summary>Telephone.</summary>
    [StringLength(255)]
    public string? Phone { get; init; }

    /// <summary>E-mail.</summary>
    [StringLength(255)]
    public string? Email { get; init; }
}
