using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sed.Exchange.Node.Api.Reports;

namespace Sed.Exchange.Node.Api;

/// <summary>What the OpenAPI document says besides the routes.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // The converter of times hides their type from the generator.
            if (context.JsonTypeInfo.Type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
            if (context.JsonTypeInfo.Type == typeof(DateTimeOffset?)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            DescribePackage(operation);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Sed.Exchange: API for installations",
                Version = "1",
                Description = "Push, pull, lease, collect, report. Problems are RFC 9457 documents with a stable code; Accept-Language chooses ru (default) or en. "
                    + "JSON is camelCase, times are ISO 8601 UTC; fields are only ever added.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The key that `sedx client add` printed: sedx_ and 43 characters. Or a client certificate registered with it.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    }

    // A package is files, not a JSON array: one part named "file" each, or all of them in one ZIP.
    private static void DescribePackage(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content is not { } content) return;
        if (content.TryGetValue(MediaTypes.Multipart, out var multipart))
        {
            if (content.TryGetValue(MediaTypes.Json, out var report))
            {
                // A report: its JSON, and files if there are any.
                multipart.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { ReportReading.Part },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        [ReportReading.Part] = report.Schema ?? new OpenApiSchema(),
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Octets() },
                    },
                };
                return;
            }

            multipart.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "file" },
                Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = Octets() } },
            };
        }

        if (content.TryGetValue(MediaTypes.Zip, out var zip)) zip.Schema = Octets();
    }

    private static OpenApiSchema Octets() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
